"""What holds, in folders that mirror simkit."""
