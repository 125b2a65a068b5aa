# `make example` shows the tool at work; `make test` is everything continuous integration runs.

.PHONY: example test unit integration format lint bench clean

example:
	scripts/bootstrap
	scripts/example

test: lint unit integration

unit:
	scripts/bootstrap --tests
	swift build --build-tests
	FLASH_REFERENCE="$$(python3 IntegrationTests/reference_manifest.py)" swift test --skip-build

integration:
	scripts/bootstrap --tests
	swift build -c release --product flash
	python3 IntegrationTests fixtures --flash .build/release/flash --reference
	python3 IntegrationTests failures --flash .build/release/flash
	python3 IntegrationTests lock --flash .build/release/flash
	python3 IntegrationTests sources --flash .build/release/flash
	python3 IntegrationTests source_builds --flash .build/release/flash
	python3 IntegrationTests commands --flash .build/release/flash
	python3 IntegrationTests inspection --flash .build/release/flash
	python3 IntegrationTests formats --flash .build/release/flash
	python3 IntegrationTests hostile_index --flash .build/release/flash
	python3 IntegrationTests store --flash .build/release/flash
	python3 IntegrationTests/plugin/run.py

lint:
	swift format lint --strict --parallel --recursive Package.swift Plugins Sources Tests Fuzzing

format:
	swift format --in-place --parallel --recursive Package.swift Plugins Sources Tests Fuzzing

bench:
	swift build -c release
	Benchmarks/compare
	Benchmarks/formats
	Benchmarks/resolve
	python3 Benchmarks/scale
	.build/release/page-benchmark

clean:
	rm -rf .build
