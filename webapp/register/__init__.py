"""The register of working time: what is shown of the hours that count, also to the employee."""
