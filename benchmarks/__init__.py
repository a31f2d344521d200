"""`make bench`: what a night costs, each figure beside its limit and its peers, in one run."""
