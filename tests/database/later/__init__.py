"""A later version of the site for the tests of upgrades: with one migration more than this one."""
