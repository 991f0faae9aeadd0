# frozen_string_literal: true

Gem::Specification.new do |spec|
  spec.name = "edrgrpc"
  spec.version = "0.1.0"
  spec.summary = "Client of EdrGrpc: typed EDR responses to Kaspersky Security Center over gRPC"
  spec.authors = ["The EdrGrpc authors"]
  spec.homepage = "https://github.com/edrgrpc/edrgrpc"
  spec.license = "MIT"
  spec.required_ruby_version = ">= 2.7"
  spec.files = Dir["lib/**/*.rb", "gen/**/*.rb", "README.md"]
  spec.require_paths = ["lib", "gen"]
  spec.add_dependency "google-protobuf", "~> 3.21"
  spec.add_dependency "googleapis-common-protos-types", "~> 1.4"
  spec.add_dependency "grpc", "~> 1.51"
end
