"""The subjects of D. Sheehan's thirteen films (2017), told anew on his data and from his starts."""
