"""From bytes to drafts: text, Markdown with front matter, JSON Lines. The only side of the tool that reads input."""
