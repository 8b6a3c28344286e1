"""Many documents in one run: jobs in, files and a manifest out."""
