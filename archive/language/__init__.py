"""What is known about language: names of people, dates, words; nothing about the record."""
