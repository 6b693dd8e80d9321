"""Where state is kept between two clicks."""
