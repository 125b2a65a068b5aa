/// Which distributions provide an import name, for names that differ and for well-known packages.
enum ImportNames {
    /// Finds the distributions that provide a module.
    ///
    /// - Parameter module: A dotted module name; the longest known part of it counts.
    /// - Returns: Their names, most usual first; `nil` when the module is not one of the known ones.
    static func distributions(providing module: String) -> [String]? {
        var parts = module.split(separator: ".")
        while !parts.isEmpty {
            if let known = table[parts.joined(separator: ".")] { return known }
            parts.removeLast()
        }
        return nil
    }

    /// Import names and their distributions; a line is `import = distribution distribution …`.
    private static let table: [String: [String]] = {
        var table: [String: [String]] = [:]
        for line in lines.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            table[words[0]] = Array(words.dropFirst(2))
        }
        for word in sameNames.split(whereSeparator: \.isWhitespace) {
            table[String(word)] = [String(word.map { $0 == "_" ? "-" : $0 })]
        }
        return table
    }()

    /// Well-known packages that are imported by their own name; nothing else provides them.
    private static let sameNames = """
        accelerate aiofiles albumentations altair anthropic audioread av bitsandbytes blosc bokeh boto3
        botocore celery chromadb click cohere compel ctranslate2 dask datasets deepspeed diffusers django duckdb einops
        evaluate faster_whisper fastapi fasttext filelock flask flax fsspec gensim geopandas gradio gunicorn h5py hf_transfer
        httpx huggingface_hub imageio jax jinja2 joblib keras kornia langchain librosa loguru markdown matplotlib
        mediapipe mlflow moviepy networkx nibabel nltk numba numpy omegaconf onnx openai optuna orjson pandas peft
        plotly polars psutil pyarrow pydicom pymongo pymysql pytest rasterio redis regex requests
        rich safetensors scipy seaborn segment_anything sentencepiece shapely soundfile spacy sqlalchemy statsmodels stripe
        supabase sympy tabulate tiktoken timm tokenizers toml torch torchaudio torchmetrics torchvision tqdm transformers
        trimesh triton trl tritonclient ultralytics vllm wandb xformers zstandard
        """

    private static let lines = """
        Crypto = pycryptodome pycrypto
        Cryptodome = pycryptodomex
        Levenshtein = levenshtein python-levenshtein
        OpenSSL = pyopenssl
        PIL = pillow pillow-simd
        TTS = tts coqui-tts
        yaml = pyyaml
        apex = nvidia-apex apex
        attr = attrs
        audiotools = descript-audiotools
        awq = autoawq
        bs4 = beautifulsoup4
        clip = openai-clip clip-anytorch clip
        cupy = cupy-cuda12x cupy-cuda11x cupy-cuda13x cupy
        cv2 = opencv-python-headless opencv-python opencv-contrib-python opencv-contrib-python-headless
        dateutil = python-dateutil
        decord = decord eva-decord
        discord = discord.py py-cord
        dns = dnspython
        docx = python-docx
        dotenv = python-dotenv
        elftools = pyelftools
        faiss = faiss-cpu faiss-gpu faiss-gpu-cu12
        fitz = pymupdf
        gi = pygobject
        git = gitpython
        github = pygithub
        google.api_core = google-api-core
        google.auth = google-auth
        google.cloud.bigquery = google-cloud-bigquery
        google.cloud.firestore = google-cloud-firestore
        google.cloud.pubsub = google-cloud-pubsub
        google.cloud.speech = google-cloud-speech
        google.cloud.storage = google-cloud-storage
        google.cloud.vision = google-cloud-vision
        google.genai = google-genai
        google.generativeai = google-generativeai
        ruamel.yaml = ruamel.yaml
        google.protobuf = protobuf
        googleapiclient = google-api-python-client
        grpc = grpcio
        haystack = haystack-ai farm-haystack
        jose = python-jose
        jwt = pyjwt
        kafka = kafka-python kafka-python-ng
        ldap = python-ldap
        llama_cpp = llama-cpp-python
        llama_index = llama-index llama-index-core
        magic = python-magic
        mpl_toolkits = matplotlib
        multipart = python-multipart
        mx = mxnet
        MySQLdb = mysqlclient
        nacl = pynacl
        nemo = nemo-toolkit
        onnxruntime = onnxruntime onnxruntime-gpu
        open_clip = open-clip-torch
        opentelemetry = opentelemetry-api opentelemetry-sdk
        paddle = paddlepaddle paddlepaddle-gpu
        pkg_resources = setuptools
        pl_bolts = lightning-bolts
        pptx = python-pptx
        psycopg2 = psycopg2-binary psycopg2
        pylab = matplotlib
        pynvml = nvidia-ml-py pynvml
        pythonjsonlogger = python-json-logger
        pywt = pywavelets
        rest_framework = djangorestframework
        scikits = scikit-learn
        serial = pyserial
        skimage = scikit-image
        sklearn = scikit-learn
        skopt = scikit-optimize
        slugify = python-slugify
        socks = pysocks
        speech_recognition = speechrecognition
        telegram = python-telegram-bot
        tensorflow = tensorflow tensorflow-cpu tf-nightly
        tlz = toolz
        umap = umap-learn
        usb = pyusb
        websocket = websocket-client
        whisper = openai-whisper
        win32api = pywin32
        xgboost = xgboost xgboost-cpu
        zmq = pyzmq
        """
}
