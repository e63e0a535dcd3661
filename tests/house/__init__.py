"""The rules of the house: environment, imports, start-up, lock."""
