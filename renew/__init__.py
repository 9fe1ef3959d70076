"""What of the repository the code makes: ``python -m renew`` makes it anew, tests hold it to the code."""
