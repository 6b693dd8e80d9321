"""What members see: cards, sentences and how they reach Discord."""
