"""Compare pay and bonus schemes for advisors by simulation before anyone is paid by them."""
