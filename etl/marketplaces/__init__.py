"""How to ask each marketplace, and how to tell what its answers mean; one adapter each in adapters/."""
