"""What Typst sets: card images, and documents as PDF. Texts go in as data and are never read as markup."""
