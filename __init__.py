# The repository itself is an addon: the umbrella that installs the others.
