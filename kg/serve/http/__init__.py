"""What all routes share of requests and answers: parameters, addresses, templates, errors."""
