"""A later version of the site for the tests of upgrades, with one more migration than this one."""
