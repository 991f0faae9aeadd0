# frozen_string_literal: true

module Edr
  module Response
    module V1
      # How long a watch waits before it connects again: at least what the server asks for, plus a random part whose bound doubles
      # with each failure in a row. Times are in seconds.
      class Backoff
        def initialize(initial: 0.5, maximum: 20.0, random: Random.new)
          @initial = initial
          @maximum = maximum
          @random = random
        end

        # After this many failures in a row, 1 for the first.
        def delay(failures, retry_delay = nil)
          bound = [@maximum, @initial * 2.0**[failures - 1, 30].min].min
          (retry_delay || 0.0) + @random.rand * bound
        end
      end
    end
  end
end
