"""The built site, and what it shows in a browser."""
