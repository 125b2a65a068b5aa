// swift-tools-version: 6.1
import PackageDescription

let package = Package(
    name: "SwiftPipeline",
    platforms: [.macOS(.v14)],
    products: [
        .executable(name: "pipeline-functions", targets: ["pipeline-functions"]),
        .library(name: "Pipeline", targets: ["Pipeline"]),
    ],
    dependencies: [
        // Elsewhere: .package(url: "https://github.com/flash-for-swift/flash", from: "0.1.0")
        .package(path: "../..")
    ],
    targets: [
        .executableTarget(name: "pipeline-functions", dependencies: ["Pipeline"], resources: [.copy("workers")]),
        .target(name: "Pipeline", resources: [.copy("pipeline")]),
    ]
)
