# frozen_string_literal: true

module Edr
  module Response
    module V1
      # The messages of a watch as if its stream never broke: when it breaks or falls silent, another one is opened after the last
      # message. Enumerable; leaving the block early frees the stream, and iterating again goes on after the last message.
      class Watch
        include Enumerable

        # Of the last message: pass it as after_cursor to go on after it, also in another process.
        attr_reader :cursor

        # The block opens a stream after a cursor: it returns the operation and a function that reads its messages.
        def initialize(cursor, timeout:, backoff:, silence:, &open)
          @cursor = cursor
          @deadline = timeout && Time.now + timeout
          @backoff = backoff
          @silence = silence
          @open = open
          @failures = 0
          @lock = Mutex.new
          @wakeup = ConditionVariable.new
        end

        def each
          return to_enum unless block_given?

          begin
            while (message = receive)
              yield message
            end
          ensure
            drop
          end
          self
        end

        # Ends the watch, also from another thread: the iteration ends with Error CANCELLED. The submissions go on.
        def cancel
          operation = @lock.synchronize do
            @cancelled = true
            @wakeup.broadcast
            @operation
          end
          operation&.cancel
        end

        private

        # The next message, nil after the last.
        def receive
          until @ended
            begin
              @ended = true
              message = accept(read)
              @ended = false
              return message if message
            rescue StopIteration
              drop
            rescue GRPC::BadStatus => e
              error = silent? ? silence : Error.from_bad_status(e)
              drop
              recover(error)
              @ended = false
            end
          end
        end

        def read
          check
          connect unless @replies
          @watchdog.reading { @replies.next }
        end

        def connect
          operation, @reader = @open.call(@cursor, @deadline)
          @progress = false
          @watchdog = SilenceWatchdog.new(operation, @silence)
          @lock.synchronize { @operation = operation }
          operation.cancel if @cancelled
          @replies = operation.execute
        end

        # Nil for what is not passed on: that the history is through is said once, not after each reconnection.
        def accept(received)
          message = @reader.call(received)
          @cursor = message.cursor unless message.cursor.empty?
          @failures = 0
          @progress = true
          return message unless message.payload == :caught_up
          return if @caught_up

          @caught_up = true
          message
        end

        def check
          raise Error.new(:CANCELLED, "The watch was cancelled.") if @cancelled
          raise Error.new(:DEADLINE_EXCEEDED, "The deadline of the watch passed.") if @deadline && Time.now >= @deadline
        end

        # Waits, or raises the error when another stream cannot help.
        def recover(error)
          check
          raise error unless error.transient?(@progress)

          @failures += 1
          delay = @backoff.delay(@failures, error.retry_delay)
          delay = [delay, @deadline - Time.now].min if @deadline
          @lock.synchronize { @wakeup.wait(@lock, delay) unless @cancelled || delay <= 0 }
        end

        def silent?
          @watchdog&.barked?
        end

        def silence
          Error.new(:UNAVAILABLE, "Nothing was heard on the stream, not even a heartbeat.")
        end

        def drop
          operation = @lock.synchronize { @operation.tap { @operation = nil } }
          operation&.cancel
          @watchdog&.stop
          @replies = @watchdog = nil
        end
      end
    end
  end
end
