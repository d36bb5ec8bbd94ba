"""The query language: from what a person typed to a tree, its normal form and its meaning."""
