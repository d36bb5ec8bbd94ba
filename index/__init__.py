"""What is stored, and how: articles, Arabic analysis, the index and its generations."""
