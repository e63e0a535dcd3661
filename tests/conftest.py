"""Settings that all tests share."""

from hypothesis import settings

settings.register_profile("simkit", deadline=None)  # no timing asserts: a loaded machine is no fault
settings.load_profile("simkit")
