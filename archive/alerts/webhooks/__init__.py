"""Tell programs elsewhere that the record changed, as Standard Webhooks 1.0 says. Staff register them."""
