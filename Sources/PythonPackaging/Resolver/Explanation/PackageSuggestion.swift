/// Guesses which package is meant by a name that no index has.
enum PackageSuggestion {
    /// Module names that are imported under another name than their package is installed by.
    private static let packagesByModule = [
        "attr": "attrs", "bs4": "beautifulsoup4", "cv2": "opencv-python-headless", "crypto": "pycryptodome",
        "dateutil": "python-dateutil", "dotenv": "python-dotenv", "fitz": "pymupdf", "git": "gitpython",
        "google-protobuf": "protobuf", "jose": "python-jose", "jwt": "pyjwt", "magic": "python-magic",
        "multipart": "python-multipart", "openssl": "pyopenssl", "pil": "pillow", "psycopg2cffi": "psycopg2-binary",
        "pytorch": "torch", "serial": "pyserial", "skimage": "scikit-image", "sklearn": "scikit-learn",
        "slugify": "python-slugify", "yaml": "pyyaml", "zmq": "pyzmq",
    ]

    private static let popular = [
        "accelerate", "aiohttp", "boto3", "datasets", "diffusers", "fastapi", "flask", "httpx", "huggingface-hub",
        "jinja2", "matplotlib", "numpy", "onnxruntime", "openai", "pandas", "pillow", "protobuf", "pyarrow", "pydantic",
        "pytest", "pyyaml", "requests", "safetensors", "scikit-learn", "scipy", "sentence-transformers",
        "sentencepiece", "soundfile", "sqlalchemy", "tensorflow", "tokenizers", "torch", "torchaudio", "torchvision",
        "tqdm", "transformers", "urllib3", "uvicorn",
    ]

    /// Returns a name to try instead, from well-known packages and those of this resolution.
    static func name(for unknown: PackageName, seen: some Sequence<KnownPackage>) -> String? {
        if let package = packagesByModule[unknown.normalized] { return package }
        let names = Set(seen.lazy.filter { !$0.isUnknown }.map(\.name.normalized)).union(popular).sorted()
        return unknown.normalized.nearest(among: names)
    }
}
