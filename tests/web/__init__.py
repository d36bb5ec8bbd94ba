"""The page, its parameters, its headers, its words."""
