"""What KUMA's response scripts share. Python 3.6 and its standard library only: nothing is installed on the correlator."""
