/// The container image a function runs in, as far as it provides packages.
enum WorkerImage: Hashable, Sendable {
    /// The GPU images, which stand on a PyTorch image.
    case gpu
    /// The CPU images, which stand on a plain Python image.
    case cpu
    /// An image of the user's own, with packages nobody else knows.
    case custom

    /// Whether the image is known to provide a top-level module.
    func provides(_ module: String) -> Bool {
        Self.common.contains(module) || (self == .gpu && Self.torch.contains(module))
    }

    /// Modules of the worker program itself, which every image carries.
    static let common: Set<String> = [
        "runpod", "runpod_flash", "cloudpickle", "fastapi", "starlette", "pydantic", "pydantic_core", "uvicorn",
        "aiohttp", "requests", "anyio", "typing_extensions",
    ]

    /// Modules of the PyTorch image that GPU workers stand on.
    static let torch: Set<String> = ["numpy", "torch", "torchvision", "torchaudio", "triton", "torchgen", "functorch"]
}
