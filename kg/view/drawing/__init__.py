"""From the projected graph to what is on the page: places, bins of time, plain records."""
