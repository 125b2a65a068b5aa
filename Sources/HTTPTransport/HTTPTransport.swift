// The HTTPTransport module.
