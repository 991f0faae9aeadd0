# frozen_string_literal: true

require "securerandom"

module Edr
  module Response
    module V1
      # Submits responses and follows them. May be used by several threads. Every call raises Error.
      #
      # Submits without a request_id get a random one, so that they can be repeated when a connection breaks. Times are in seconds.
      class Client
        # A client of target ("host:port") over TLS, trusting ca_file or else the roots that grpc brings. cert_file and key_file are the
        # client's certificate; token is the bearer token, or something with call that gives one for each call. timeout is the deadline
        # of calls that are given none, watches excepted.
        def self.connect(target, timeout: 30.0, backoff: Backoff.new, silence: 30.0, **channel)
          client = new(Channel.open(target, **channel), timeout: timeout, backoff: backoff, silence: silence)
          return client unless block_given?

          begin
            yield client
          ensure
            client.close
          end
        end

        # On a GRPC::Core::Channel of your own. silence: after what time without a message, not even a heartbeat, a watch takes its
        # stream for dead; the server sends one after at most 15 seconds.
        def initialize(channel, timeout: 30.0, backoff: Backoff.new, silence: 30.0)
          @channel = channel
          @timeout = timeout
          @backoff = backoff
          @silence = silence
          @responses = ResponseService::Stub.new("", nil, channel_override: channel)
          @ksc = KscService::Stub.new("", nil, channel_override: channel)
        end

        # Ends all calls and the connection.
        def close
          @channel.close
        end

        # Records one response durably. Done is something else: see submit_and_wait.
        def submit(request, timeout: nil)
          call(timeout) { |deadline| @responses.submit(with_request_id(request), deadline: deadline) }
        end

        # Records 1 to 1,000 responses, all or none.
        def submit_batch(request, timeout: nil)
          call(timeout) { |deadline| @responses.submit_batch(with_request_id(request), deadline: deadline) }
        end

        # Submits; the Watch gives the submission's events to its end. Its deadline does not end the work.
        def submit_and_watch(request, timeout: nil)
          request = with_request_id(request)
          submission_id = nil
          watch("", timeout) do |cursor, deadline|
            if submission_id
              one(submission_id, cursor, deadline) { |message| as_submit_and_watch(message) }
            else
              submitting = @responses.submit_and_watch(request, deadline: deadline, return_op: true)
              [submitting, lambda { |message|
                submission_id = message.submitted.submission.submission_id if message.payload == :submitted
                message
              }]
            end
          end
        end

        # Submits and waits for the end; the submission tells by its state whether it succeeded. The deadline does not end the work.
        def submit_and_wait(request, timeout: nil)
          submit_and_watch(request, timeout: timeout).inject(nil) do |submission, message|
            (message.event || message.submitted)&.submission || submission
          end
        end

        # One submission as it is now.
        def get_submission(submission_id, timeout: nil)
          request = GetSubmissionRequest.new(submission_id: submission_id)
          call(timeout) { |deadline| @responses.get_submission(request, deadline: deadline) }.submission
        end

        # One page, newest first.
        def list_submissions(request = ListSubmissionsRequest.new, timeout: nil)
          call(timeout) { |deadline| @responses.list_submissions(request, deadline: deadline) }
        end

        # A Watch of the events of one submission to its end.
        def watch_submission(submission_id, after_cursor: "", timeout: nil)
          watch(after_cursor, timeout) { |cursor, deadline| one(submission_id, cursor, deadline, &:itself) }
        end

        # A Watch of the events of all submissions that match. It never ends by itself.
        def watch_submissions(filter = nil, after_cursor: "", timeout: nil)
          watch(after_cursor, timeout) do |cursor, deadline|
            request = WatchSubmissionsRequest.new(filter: filter, after_cursor: cursor)
            [@responses.watch_submissions(request, deadline: deadline, return_op: true), :itself.to_proc]
          end
        end

        # Cancels a submission that was not sent to KSC yet.
        def cancel_submission(submission_id, reason: "", timeout: nil)
          request = CancelSubmissionRequest.new(submission_id: submission_id, reason: reason)
          call(timeout) { |deadline| @responses.cancel_submission(request, deadline: deadline) }.submission
        end

        # Cancels what can still be cancelled of a batch.
        def cancel_batch(batch_id, reason: "", timeout: nil)
          request = CancelBatchRequest.new(batch_id: batch_id, reason: reason)
          call(timeout) { |deadline| @responses.cancel_batch(request, deadline: deadline) }
        end

        # What the server can do.
        def get_capabilities(timeout: nil)
          call(timeout) { |deadline| @responses.get_capabilities(GetCapabilitiesRequest.new, deadline: deadline) }
        end

        # The KSC connections.
        def list_servers(timeout: nil)
          call(timeout) { |deadline| @ksc.list_servers(ListServersRequest.new, deadline: deadline) }
        end

        # How one KSC connection does now.
        def get_server_status(server = "", timeout: nil)
          call(timeout) { |deadline| @ksc.get_server_status(GetServerStatusRequest.new(server: server), deadline: deadline) }
        end

        # Hosts by name, FQDN or free text.
        def find_hosts(request, timeout: nil)
          call(timeout) { |deadline| @ksc.find_hosts(request, deadline: deadline).map(&:host) }
        end

        private

        def call(timeout)
          yield Time.now + (timeout || @timeout)
        rescue GRPC::BadStatus => e
          raise Error.from_bad_status(e)
        end

        def watch(cursor, timeout, &open)
          Watch.new(cursor, timeout: timeout, backoff: @backoff, silence: @silence, &open)
        end

        def one(submission_id, cursor, deadline, &read)
          request = WatchSubmissionRequest.new(submission_id: submission_id, after_cursor: cursor)
          [@responses.watch_submission(request, deadline: deadline, return_op: true), read]
        end

        def as_submit_and_watch(message)
          payload = message.payload ? { message.payload => message[message.payload.to_s] } : {}
          SubmitAndWatchResponse.new(cursor: message.cursor, **payload)
        end

        # The caller's message stays as it is.
        def with_request_id(request)
          return request unless request.request_id.empty?

          request.dup.tap { |filled| filled.request_id = SecureRandom.uuid }
        end
      end
    end
  end
end
