"""What a failed answer means, decided from all that it says; knows no HTTP."""
