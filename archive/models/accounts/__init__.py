"""The staff: accounts, roles, second factors, sessions, and the trail of what was done."""
