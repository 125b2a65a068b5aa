// Nothing is called by this name: the target defines the functions that <zstd.h> declares.
