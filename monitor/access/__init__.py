"""Who may do what: accounts, rights, signing in, and the application as one principal may use it."""
