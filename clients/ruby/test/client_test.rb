# frozen_string_literal: true

# What the scenario of tests/conformance does not reach.

require "minitest/autorun"
require "open3"
require "scripted_server"
require "socket"
require "timeout"
require "tmpdir"

class ClientTest < Minitest::Test
  include GRPC::Core::StatusCodes

  QUICK = V1::Backoff.new(initial: 0.001, maximum: 0.002)

  def event(revision)
    V1::WatchSubmissionResponse.new(event: V1::SubmissionEvent.new(revision: revision), cursor: "c#{revision}")
  end

  def caught_up(revision)
    V1::WatchSubmissionResponse.new(caught_up: V1::CaughtUp.new, cursor: "c#{revision}")
  end

  def act(*messages, **status)
    ScriptedServer.act(*messages, **status)
  end

  def serve(*acts, silence: 20.0, **server)
    ScriptedServer.run(*acts, **server) do |service, address|
      V1::Client.connect(address, insecure: true, backoff: QUICK, silence: silence) { |client| yield client, service }
    end
  end

  def revisions(messages)
    messages.map(&:event).compact.map(&:revision)
  end

  def test_watch_broken_in_every_way_goes_on_after_the_last_message
    acts = [
      act(code: UNAVAILABLE, reason: "SHUTTING_DOWN", retry_delay: 0.01),
      act(event(1), event(2), caught_up(2), code: UNAVAILABLE),
      act(caught_up(2), event(3), code: RESOURCE_EXHAUSTED, reason: "SLOW_READER"),
      act(event(4), code: INTERNAL, text: "Received RST_STREAM with error code 2"),
      act(event(5))
    ]
    serve(*acts) do |client, service|
      messages = client.watch_submission("id", timeout: 20).to_a
      assert_equal [1, 2, 3, 4, 5], revisions(messages)
      assert_equal 1, messages.count(&:caught_up)
      assert_equal ["", "", "c2", "c3", "c4"], service.requests.map(&:after_cursor)
    end
  end

  def test_stream_that_falls_silent_is_opened_again
    gate = Queue.new
    silent = proc do |stream|
      stream << event(1)
      gate.pop
    end
    serve(silent, act(event(2)), silence: 0.3) do |client, service|
      assert_equal [1, 2], revisions(client.watch_submission("id", timeout: 20))
      assert_equal "c1", service.requests[1].after_cursor
    ensure
      gate << nil
    end
  end

  def test_errors_that_another_stream_cannot_mend_end_the_watch
    [
      act(code: NOT_FOUND, reason: "SUBMISSION_NOT_FOUND"),
      act(event(1), code: INTERNAL, reason: "INTERNAL"),
      act(event(1), code: RESOURCE_EXHAUSTED),
      act(code: INTERNAL)
    ].each do |last|
      serve(last) do |client, service|
        assert_raises(V1::Error) { client.watch_submission("id", timeout: 20).to_a }
        assert_equal 1, service.requests.size
      end
    end
  end

  def test_deadline_ends_a_watch_whose_server_stays_away
    [act(code: UNAVAILABLE), act(code: UNAVAILABLE, retry_delay: 60)].each do |away|
      serve(away) do |client, _|
        error = assert_raises(V1::Error) { client.watch_submission("id", timeout: 0.3).to_a }
        assert_equal :DEADLINE_EXCEEDED, error.code
      end
    end
  end

  def test_submit_and_watch_repeats_the_submit_with_its_request_id_and_then_only_watches
    submitted = V1::SubmitAndWatchResponse.new(
      submitted: V1::SubmitResponse.new(submission: V1::Submission.new(submission_id: "made")), cursor: "c0"
    )
    request = V1::SubmitAndWatchRequest.new
    serve(act(code: UNAVAILABLE), act(submitted, code: UNAVAILABLE), act(event(1))) do |client, service|
      assert_equal %i[submitted event], client.submit_and_watch(request, timeout: 20).map(&:payload)
      first, second, third = service.requests
      refute_empty first.request_id
      assert_equal first.request_id, second.request_id
      assert_equal %w[made c0], [third.submission_id, third.after_cursor]
    end
    assert_empty request.request_id, "the caller's message was changed"
  end

  def test_watch_is_an_enumerator_that_goes_on_where_the_block_was_left
    serve(act(event(1), event(2)), act(event(2))) do |client, service|
      watch = client.watch_submission("id", timeout: 20)
      assert_equal 1, watch.first.event.revision
      assert_equal 2, watch.each.next.event.revision
      assert_equal "c1", service.requests[1].after_cursor
    end
  end

  def test_error_of_the_callers_block_is_not_taken_for_a_broken_stream
    serve(act(event(1))) do |client, service|
      assert_raises(GRPC::Unavailable) { client.watch_submission("id", timeout: 20).each { raise GRPC::Unavailable, "the caller's" } }
      assert_equal 1, service.requests.size
    end
  end

  def test_submits_get_a_request_id_each
    serve(act(V1::SubmitResponse.new)) do |client, service|
      2.times { client.submit(V1::SubmitRequest.new) }
      ids = service.requests.map(&:request_id)
      assert_equal ids.uniq, ids.reject(&:empty?)
    end
  end

  # Not with the scripted server: grpc's Ruby server sends headers before an error, after which no client repeats a call.
  def test_submit_is_repeated_while_the_server_is_unavailable
    listener = TCPServer.new("127.0.0.1", 0)
    connections = Queue.new
    accepting = Thread.new { loop { connections << listener.accept.close } }
    client = V1::Client.connect("127.0.0.1:#{listener.addr[1]}", insecure: true)
    call = Thread.new { assert_raises(V1::Error) { client.submit(V1::SubmitRequest.new) } }
    Timeout.timeout(20) { 2.times { connections.pop } }
    assert_predicate call, :alive?
    client.close
    call.join
  ensure
    accepting&.kill
    listener&.close
  end

  def test_tls_with_client_certificate_and_token
    Dir.mktmpdir do |folder|
      make_certificates(folder)
      files = %w[ca.pem client.pem client.key server.key server.pem].to_h { |name| [name, File.join(folder, name)] }
      pair = { private_key: File.read(files["server.key"]), cert_chain: File.read(files["server.pem"]) }
      credentials = GRPC::Core::ServerCredentials.new(File.read(files["ca.pem"]), [pair], true)
      tokens = %w[one two]
      ScriptedServer.run(act(V1::SubmitResponse.new), credentials: credentials) do |service, address|
        mine = { ca_file: files["ca.pem"], cert_file: files["client.pem"], key_file: files["client.key"] }
        V1::Client.connect(address, token: -> { tokens.shift }, **mine) { |client| 2.times { client.submit(V1::SubmitRequest.new) } }
        V1::Client.connect(address, ca_file: files["ca.pem"], timeout: 1) do |client|
          error = assert_raises(V1::Error) { client.submit(V1::SubmitRequest.new) }
          assert_includes %i[UNAVAILABLE DEADLINE_EXCEEDED], error.code
        end
        assert_equal ["Bearer one", "Bearer two"], service.metadata.map { |metadata| metadata["authorization"] }
      end
    end
    assert_raises(ArgumentError) { V1::Client.connect("127.0.0.1:1", insecure: true, token: "secret") }
  end

  def test_error_carries_the_details_and_survives_foreign_ones
    violation = Google::Rpc::BadRequest::FieldViolation.new(field: "action.area", description: "must be short")
    bad = Google::Rpc::BadRequest.new(field_violations: [violation])
    rich = act(code: INVALID_ARGUMENT, text: "Bad.", reason: "INVALID_REQUEST", retry_delay: 1.5, extra: [bad])
    garbage = proc { raise GRPC::BadStatus.new_status_exception(NOT_FOUND, "Gone.", { "grpc-status-details-bin" => "\xff\xff".b }) }
    serve(rich, garbage) do |client, _|
      error = assert_raises(V1::Error) { client.submit(V1::SubmitRequest.new) }
      assert_equal ["INVALID_REQUEST", "edr.response.v1", { "key" => "value" }], [error.reason, error.domain, error.metadata]
      assert_in_delta 1.5, error.retry_delay
      assert_equal "INVALID_ARGUMENT (INVALID_REQUEST): Bad.; action.area: must be short", error.message
      error = assert_raises(V1::Error) { client.submit(V1::SubmitRequest.new) }
      assert_equal [:NOT_FOUND, "Gone."], [error.code, error.text]
    end
  end

  def test_backoff_keeps_between_what_the_server_asks_and_its_doubling_bound
    random = Random.new
    backoff = V1::Backoff.new(initial: 0.5, maximum: 20, random: random)
    { 1 => 0.5, 2 => 1, 3 => 2, 7 => 20, 10_000 => 20 }.each do |failures, bound|
      delays = Array.new(200) { backoff.delay(failures, 3.0) }
      assert delays.min >= 3 && delays.max <= 3 + bound, "seed #{random.seed}"
      assert delays.max > 3 + bound * 0.8, "seed #{random.seed}"
    end
  end

  private

  # ca.pem, and a server's and a client's certificate signed by it.
  def make_certificates(folder)
    openssl(folder, "req -x509 -newkey rsa:2048 -nodes -subj /CN=ca -keyout ca.key -out ca.pem")
    File.write(File.join(folder, "names"), "subjectAltName=IP:127.0.0.1\n")
    %w[server client].each do |name|
      openssl(folder, "req -newkey rsa:2048 -nodes -subj /CN=#{name} -keyout #{name}.key -out #{name}.csr")
      openssl(folder, "x509 -req -in #{name}.csr -CA ca.pem -CAkey ca.key -CAcreateserial -extfile names -out #{name}.pem")
    end
  end

  def openssl(folder, arguments)
    output, status = Open3.capture2e("openssl #{arguments}", chdir: folder)
    raise output unless status.success?
  end
end
