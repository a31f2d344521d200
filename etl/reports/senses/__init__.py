"""What the amounts of a sentence mean: which indicator each states. Each rule has a name and a confidence."""
