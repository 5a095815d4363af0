"""Week sheets: the hours of one small job in one week, sent and approved."""
