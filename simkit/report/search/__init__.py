"""What a search found, as it is shown: one document, and text made from it."""
