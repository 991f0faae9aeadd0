# frozen_string_literal: true

module Edr
  module Response
    module V1
      # A call that failed, or why a submission did not succeed (Error.from_status(submission.error)).
      class Error < StandardError
        DOMAIN = "edr.response.v1"

        # A field of the request that breaks a rule.
        FieldViolation = Struct.new(:field, :description)

        # The code as a symbol of google.rpc.Code (:NOT_FOUND), and the server's text.
        attr_reader :code, :text
        # Name of an ErrorReason without its prefix ("HOST_UNRESOLVED"), empty when the error is not the server's; its domain and metadata.
        attr_reader :reason, :domain, :metadata
        # Fields of the request that break a rule, as FieldViolation.
        attr_reader :field_violations
        # Seconds after which the server says a repeat may succeed; nil when it does not say.
        attr_reader :retry_delay
        # All details, as Google::Protobuf::Any.
        attr_reader :details

        # Of a google.rpc.Status.
        def self.from_status(status)
          new(Google::Rpc::Code.lookup(status.code) || :UNKNOWN, status.message, status.details.to_a)
        end

        # Of what grpc raised.
        def self.from_bad_status(error)
          new(Google::Rpc::Code.lookup(error.code) || :UNKNOWN, error.details, details_of(error))
        end

        def self.details_of(error)
          binary = error.metadata["grpc-status-details-bin"]
          binary ? Google::Rpc::Status.decode(binary).details.to_a : []
        rescue Google::Protobuf::ParseError
          [] # Made by something in between: the code and the text still count.
        end
        private_class_method :details_of

        def initialize(code, text, details = [])
          @code = code
          @text = text
          @details = details
          @reason = @domain = ""
          @metadata = {}
          @field_violations = []
          details.each { |detail| read(detail) }
          super(describe)
        end

        # True if the server made this error, false if it comes from the connection or something in between.
        def from_server?
          domain == DOMAIN
        end

        # True if another stream may go on where this one ended. progress: the stream brought a message.
        def transient?(progress)
          case code
          when :UNAVAILABLE then true
          when :RESOURCE_EXHAUSTED then reason == "SLOW_READER" || !retry_delay.nil?
          # A reset of the stream by something in between. Without a message since the last one it is no accident.
          when :INTERNAL, :UNKNOWN then !from_server? && progress
          else false
          end
        end

        private

        def describe
          fields = field_violations.map { |violation| "; #{violation.field}: #{violation.description}" }.join
          "#{code}#{" (#{reason})" unless reason.empty?}: #{text}#{fields}"
        end

        def read(detail)
          if (info = unpack(detail, Google::Rpc::ErrorInfo))
            @reason = info.reason
            @domain = info.domain
            @metadata = info.metadata.to_h
          elsif (bad = unpack(detail, Google::Rpc::BadRequest))
            @field_violations = bad.field_violations.map { |violation| FieldViolation.new(violation.field, violation.description) }
          elsif (delay = unpack(detail, Google::Rpc::RetryInfo)&.retry_delay)
            @retry_delay = delay.seconds + delay.nanos / 1e9
          end
        end

        def unpack(detail, type)
          detail.unpack(type)
        rescue Google::Protobuf::ParseError
          nil
        end
      end
    end
  end
end
