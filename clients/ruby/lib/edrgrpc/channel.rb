# frozen_string_literal: true

require "json"

module Edr
  module Response
    module V1
      # Makes the channel of a Client.
      module Channel
        UNARY = {
          "ResponseService" => %w[Submit SubmitBatch GetSubmission ListSubmissions CancelSubmission CancelBatch GetCapabilities],
          "KscService" => %w[ListServers GetServerStatus]
        }.freeze

        # Repeating is safe because the client fills request_id.
        SERVICE_CONFIG = {
          methodConfig: [{
            name: UNARY.flat_map { |service, methods| methods.map { |method| { service: "edr.response.v1.#{service}", method: method } } },
            retryPolicy: {
              maxAttempts: 5, initialBackoff: "0.5s", maxBackoff: "5s", backoffMultiplier: 2, retryableStatusCodes: ["UNAVAILABLE"]
            }
          }]
        }.freeze

        # The default of two minutes would keep watches waiting long after the server is back.
        ARGS = {
          "grpc.enable_retries" => 1,
          "grpc.service_config" => JSON.generate(SERVICE_CONFIG),
          "grpc.initial_reconnect_backoff_ms" => 500,
          "grpc.max_reconnect_backoff_ms" => 10_000,
          # A watch would wait for ever for a server that stands still, or behind a NAT that forgot it; broken, it is resumed.
          "grpc.keepalive_time_ms" => 20_000,
          "grpc.keepalive_timeout_ms" => 10_000,
          "grpc.http2.max_pings_without_data" => 0
        }.freeze

        def self.open(target, ca_file: nil, cert_file: nil, key_file: nil, token: nil, insecure: false, channel_args: {})
          credentials = insecure ? cleartext(ca_file, cert_file, key_file, token) : tls(ca_file, cert_file, key_file, token)
          GRPC::ClientStub.setup_channel(nil, target, credentials, ARGS.merge(channel_args))
        end

        def self.cleartext(*secrets)
          raise ArgumentError, "insecure: true sends cleartext: leave out ca_file, cert_file, key_file and token" if secrets.any?

          :this_channel_is_insecure
        end

        def self.tls(ca_file, cert_file, key_file, token)
          raise ArgumentError, "cert_file and key_file must be given together" if cert_file.nil? != key_file.nil?

          credentials = GRPC::Core::ChannelCredentials.new(*[ca_file, key_file, cert_file].map { |file| file && File.read(file) })
          return credentials if token.nil?

          # Asked for each call, so that a watch of many days reconnects with a token that is still valid.
          bearer = proc { { authorization: "Bearer #{token.respond_to?(:call) ? token.call : token}" } }
          credentials.compose(GRPC::Core::CallCredentials.new(bearer))
        end
        private_class_method :cleartext, :tls
      end
    end
  end
end
