// The PythonPackaging module.
