"""Small jobs: an approved plan, a participant, a contact person and a start."""
