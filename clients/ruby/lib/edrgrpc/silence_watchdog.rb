# frozen_string_literal: true

module Edr
  module Response
    module V1
      # Cancels an operation whose reader, while within reading, has waited too long.
      class SilenceWatchdog
        def initialize(operation, patience)
          @patience = patience
          @lock = Mutex.new
          @stopping = ConditionVariable.new
          @thread = Thread.new { run(operation) }
        end

        # True if it cancelled the operation.
        def barked?
          @barked
        end

        def reading
          @waiting_since = now
          yield
        ensure
          @waiting_since = nil
        end

        def stop
          @lock.synchronize do
            @stopped = true
            @stopping.signal
          end
        end

        private

        def run(operation)
          @lock.synchronize do
            until @stopped
              since = @waiting_since
              left = since ? since + @patience - now : @patience
              break if left <= 0

              @stopping.wait(@lock, left)
            end
            @barked = !@stopped
          end
          operation.cancel if @barked
        end

        def now
          Process.clock_gettime(Process::CLOCK_MONOTONIC)
        end
      end
      private_constant :SilenceWatchdog
    end
  end
end
