"""Who asks: the page, the API and the command line."""
