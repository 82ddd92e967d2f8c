//! Which places of a directed graph reach each other.

/// Numbers the strongly connected components of a graph with up to four targets per node.
///
/// Returns the component of each node; nodes share a number exactly if each reaches the other.
///
/// # References
/// Tarjan (1972), "Depth-first search and linear graph algorithms", SIAM J. Comput. 1(2);
/// written with an own stack, so that long chains do not exhaust the call stack.
pub(super) fn strong_components(targets: &[[Option<u32>; 4]]) -> Vec<u32> {
    let mut search = Search {
        targets,
        order: vec![0; targets.len()],
        low: vec![0; targets.len()],
        component: vec![u32::MAX; targets.len()],
        open: Vec::new(),
        path: Vec::new(),
        next_order: 1,
        next_component: 0,
    };
    for node in 0..targets.len() {
        if search.order[node] == 0 {
            search.run(node);
        }
    }
    search.component
}

struct Search<'a> {
    targets: &'a [[Option<u32>; 4]],
    /// Order of discovery from 1; 0 is undiscovered.
    order: Vec<u32>,
    /// Smallest order known to be reached.
    low: Vec<u32>,
    component: Vec<u32>,
    /// Discovered nodes without component.
    open: Vec<usize>,
    /// Nodes being explored, with the next target to look at.
    path: Vec<(usize, usize)>,
    next_order: u32,
    next_component: u32,
}

impl Search<'_> {
    fn run(&mut self, root: usize) {
        self.enter(root);
        while let Some(&(node, slot)) = self.path.last() {
            if slot == 4 {
                self.path.pop();
                self.leave(node);
                continue;
            }
            if let Some(top) = self.path.last_mut() {
                top.1 += 1;
            }
            match self.targets[node][slot].map(|target| target as usize) {
                Some(target) if target >= self.order.len() => {}
                Some(target) if self.order[target] == 0 => self.enter(target),
                Some(target) if self.component[target] == u32::MAX => {
                    self.low[node] = self.low[node].min(self.order[target]);
                }
                _ => {}
            }
        }
    }

    fn enter(&mut self, node: usize) {
        self.order[node] = self.next_order;
        self.low[node] = self.next_order;
        self.next_order += 1;
        self.open.push(node);
        self.path.push((node, 0));
    }

    fn leave(&mut self, node: usize) {
        if let Some(&(before, _)) = self.path.last() {
            self.low[before] = self.low[before].min(self.low[node]);
        }
        if self.low[node] != self.order[node] {
            return;
        }
        while let Some(member) = self.open.pop() {
            self.component[member] = self.next_component;
            if member == node {
                break;
            }
        }
        self.next_component += 1;
    }
}
