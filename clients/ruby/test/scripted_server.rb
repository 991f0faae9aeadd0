# frozen_string_literal: true

require "edrgrpc"

V1 = Edr::Response::V1

# A ResponseService that plays a script: each call takes the next act, a block that yields messages and may raise; the last act is
# played again and again.
class ScriptedServer < V1::ResponseService::Service
  attr_reader :requests, :metadata

  def self.run(*acts, credentials: :this_port_is_insecure)
    service = new(acts)
    # Waiting for calls to end when it stops is not what the tests are about.
    server = GRPC::RpcServer.new(pool_size: 8, poll_period: 0.1, pool_keep_alive: 0.1)
    port = server.add_http2_port("127.0.0.1:0", credentials)
    server.handle(service)
    thread = Thread.new { server.run }
    server.wait_till_running
    yield service, "127.0.0.1:#{port}"
  ensure
    server&.stop
    thread&.join
  end

  # An act: these messages, then this status, or OK.
  def self.act(*messages, code: nil, text: "broken", reason: nil, retry_delay: nil, extra: [])
    proc do |stream|
      messages.each { |message| stream << message }
      next unless code

      details = extra.dup
      details << Google::Rpc::ErrorInfo.new(reason: reason, domain: "edr.response.v1", metadata: { "key" => "value" }) if reason
      details << Google::Rpc::RetryInfo.new(retry_delay: duration(retry_delay)) if retry_delay
      status = Google::Rpc::Status.new(code: code, message: text, details: details.map { |detail| Google::Protobuf::Any.pack(detail) })
      trailers = details.empty? ? {} : { "grpc-status-details-bin" => Google::Rpc::Status.encode(status) }
      raise GRPC::BadStatus.new_status_exception(code, text, trailers)
    end
  end

  def self.duration(seconds)
    Google::Protobuf::Duration.new(seconds: seconds.floor, nanos: ((seconds % 1) * 1e9).round)
  end

  def initialize(acts)
    super()
    @acts = acts
    @requests = []
    @metadata = []
  end

  def submit(request, call)
    play(request, call).first
  end

  def watch_submission(request, call)
    play(request, call)
  end

  def submit_and_watch(request, call)
    play(request, call)
  end

  private

  def play(request, call)
    @requests << request
    @metadata << call.metadata
    act = @acts.size > 1 ? @acts.shift : @acts.first
    Enumerator.new { |stream| act.call(stream) }
  end
end
