"""The same equations as one plain SimPy process per advisor, and the bench that compares the two."""
