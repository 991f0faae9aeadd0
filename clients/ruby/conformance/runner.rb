# frozen_string_literal: true

# Plays tests/conformance/scenario.json with the Ruby client.

require "edrgrpc"
require "json"
require "net/http"
require "securerandom"

V1 = Edr::Response::V1

def connect(token, &block)
  V1::Client.connect(ENV.fetch("EDRGRPC_ADDRESS"), ca_file: ENV.fetch("EDRGRPC_CA_FILE"), token: token, &block)
end

class Runner
  def initialize(client)
    @client = client
  end

  def submit_nine_kinds(step)
    same(step["requests"].size, 9, "the number of requests")
    step["requests"].each do |request|
      answer = @client.submit(parse(request))
      strange = answer.submission.submission_id.empty? || answer.submission.state == :SUBMISSION_STATE_UNSPECIFIED || answer.deduplicated
      raise "strange answer: #{answer}" if strange
    end
  end

  def bad_request(step)
    error = failure(:INVALID_ARGUMENT) { @client.submit(V1::SubmitRequest.decode_json(JSON.generate(step["request"]))) }
    same(error.field_violations.map(&:field).sort, step["fields"], "fields")
    same([error.reason, error.domain], [step["reason"], step["domain"]], "reason and domain")
  end

  def bad_request_cut(step)
    request = parse({ "items" => [step["item"]] * step["count"] }, V1::SubmitBatchRequest)
    error = failure(:INVALID_ARGUMENT) { @client.submit_batch(request) }
    same(error.metadata["violations"], (step["count"] * 2).to_s, "violations")
    same(error.metadata["listed"], error.field_violations.size.to_s, "listed")
    same(error.field_violations.size.between?(1, step["count"] * 2 - 1), true, "something and not everything is listed")
  end

  def duplicate_request_id(step)
    request = parse(step["request"])
    before = @client.submit(request)
    after = @client.submit(request)
    same([before.deduplicated, after.deduplicated], [false, true], "deduplicated")
    same(after.submission.submission_id, before.submission.submission_id, "submission_id")
    error = failure(:ALREADY_EXISTS) { @client.submit(parse(step["changed"].merge("requestId" => request.request_id))) }
    same(error.reason, step["reason"], "reason")
  end

  def submit_and_watch(step)
    request = parse(step["request"], V1::SubmitAndWatchRequest)
    messages = @client.submit_and_watch(request, timeout: 60).to_a
    id = messages.first.submitted.submission.submission_id
    same(messages.count { |message| message.payload == :caught_up }, 1, "the number of caught_up")
    events = messages.map(&:event).compact
    same(revisions(events), revisions(events).uniq.sort, "revisions")
    states = events.map { |event| event.state.to_s }
    same(states.last, step["final"], "the last state")
    left = states[0..-2].each_with_object(step["states"].dup) { |state, missing| missing.shift if missing.first == state }
    same(left, [], "states missing in this order")
    # The same once more without watching: an equal request_id answers with the same submission.
    waited = @client.submit_and_wait(request, timeout: 60)
    same([waited.submission_id, waited.state.to_s], [id, step["final"]], "the submission waited for")
  end

  def watch_resumes(step)
    id = @client.submit(parse(step["request"])).submission.submission_id
    messages = []
    @client.watch_submission(id, timeout: 120).each do |message|
      restart if message.event && messages.none?(&:event)
      messages << message
    end
    events = messages.map(&:event).compact
    same(events.last.state.to_s, step["final"], "the last state")
    whole = @client.watch_submission(id, timeout: 30).map(&:event).compact
    same(revisions(events), revisions(whole), "revisions")
    same(messages.count { |message| message.payload == :caught_up }, 1, "the number of caught_up")
  end

  def deadline(step)
    failure(:DEADLINE_EXCEEDED) { @client.watch_submissions(timeout: step["milliseconds"] / 1000.0).to_a }
  end

  def cancel_call(_step)
    watch = @client.watch_submissions(timeout: 30)
    failure(:CANCELLED) { watch.each { watch.cancel } }
  end

  def cancel_submission(step)
    id = @client.submit(parse(step["request"])).submission.submission_id
    2.times { same(@client.cancel_submission(id, reason: "conformance").state.to_s, step["state"], "the state") }
    finished = @client.submit_and_wait(parse(step["finished"], V1::SubmitAndWatchRequest), timeout: 60)
    error = failure(:FAILED_PRECONDITION) { @client.cancel_submission(finished.submission_id) }
    same(error.reason, step["reason"], "reason")
  end

  def list_pages(step)
    run = SecureRandom.uuid
    items = (1..5).map { |number| step["item"].merge("itemId" => number.to_s) }
    @client.submit_batch(parse({ "items" => items, "context" => { "labels" => { "run" => run } } }, V1::SubmitBatchRequest))
    request = V1::ListSubmissionsRequest.new(page_size: step["pageSize"], filter: V1::SubmissionFilter.new(labels: { "run" => run }))
    pages = []
    loop do
      page = @client.list_submissions(request)
      pages << page.submissions.map(&:batch_item_id)
      break if page.next_page_token.empty?

      request.page_token = page.next_page_token
    end
    same(pages, [%w[5 4], %w[3 2], %w[1]], "pages")
  end

  def unauthenticated(step)
    request = parse(step["request"])
    [nil, step["wrongToken"]].each do |wrong|
      error = connect(wrong) { |stranger| failure(:UNAUTHENTICATED) { stranger.submit(request) } }
      same([error.reason, error.domain], [step["reason"], step["domain"]], "reason and domain")
    end
    same(@client.submit(request).deduplicated, false, "deduplicated")
  end

  def unicode_path(step)
    request = parse(step["request"])
    id = @client.submit(request).submission.submission_id
    same(@client.get_submission(id).action.get_file.path, request.action.get_file.path, "path")
  end

  private

  def parse(request, type = V1::SubmitRequest)
    type.decode_json(JSON.generate({ "requestId" => SecureRandom.uuid }.merge(request)))
  end

  def revisions(events)
    events.map(&:revision)
  end

  def restart
    # nil: no proxy, whatever the environment says.
    control = URI("#{ENV.fetch("EDRGRPC_CONTROL_URL")}/restart")
    answer = Net::HTTP.new(control.host, control.port, nil).post(control.path, "")
    same(answer.code, "204", "the answer of restart")
  end

  def failure(code)
    yield
  rescue V1::Error => e
    same(e.code, code, "code")
    e
  else
    raise "it did not fail with #{code}"
  end

  def same(actual, expected, what)
    raise "#{what}: #{actual.inspect}, not #{expected.inspect}" unless actual == expected
  end
end

def play(runner, step)
  started = Process.clock_gettime(Process::CLOCK_MONOTONIC)
  begin
    name = step["name"].tr("-", "_")
    raise "this runner does not know the step" unless Runner.public_instance_methods(false).include?(name.to_sym)

    runner.public_send(name, step)
  rescue StandardError => e
    warn e.full_message
    detail = "#{e.class}: #{e.message}"
  end
  millis = ((Process.clock_gettime(Process::CLOCK_MONOTONIC) - started) * 1000).round
  puts JSON.generate("step" => step["name"], "ok" => detail.nil?, "millis" => millis, "detail" => detail.to_s)
  detail.nil?
end

$stdout.sync = true
steps = JSON.parse(File.read(ENV.fetch("EDRGRPC_SCENARIO"), encoding: "UTF-8"))["steps"]
connect(ENV.fetch("EDRGRPC_TOKEN")) do |client|
  runner = Runner.new(client)
  exit(steps.map { |step| play(runner, step) }.all?)
end
