"""Reference data of the project, as files: provinces with their dates, names, units, indicators, star ranks."""
