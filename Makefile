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
	python3 IntegrationTests/run.py --flash .build/release/flash --reference
	python3 IntegrationTests/failures.py --flash .build/release/flash
	python3 IntegrationTests/lock.py --flash .build/release/flash
	python3 IntegrationTests/sources.py --flash .build/release/flash
	python3 IntegrationTests/source_builds.py --flash .build/release/flash
	python3 IntegrationTests/commands.py --flash .build/release/flash
	python3 IntegrationTests/hostile_index.py --flash .build/release/flash
	python3 IntegrationTests/plugin/run.py

lint:
	swift format lint --strict --parallel --recursive Package.swift Plugins Sources Tests Fuzzing

format:
	swift format --in-place --parallel --recursive Package.swift Plugins Sources Tests Fuzzing

bench:
	swift build -c release
	Benchmarks/compare
	Benchmarks/resolve
	.build/release/page-benchmark

clean:
	rm -rf .build
